"""`python -m ifbench`."""

from ifbench.cli import main

main()
