"""Where a packaged Naast begins; it is its own worker too (see `desktop.__main__`)."""

import sys

from desktop.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
