"""The command line: parsing, exit codes, output. What it shows is made by the workflow and the reports."""
