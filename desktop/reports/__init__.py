"""Reports of a comparison, and of how one file was read. Each renders what `outline` says, or the data."""
