"""`python -m cohortmatch`."""

from cohortmatch.cli import main

if __name__ == "__main__":
    main()
