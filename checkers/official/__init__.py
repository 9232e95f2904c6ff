"""The published behaviour, flaw for flaw: what makes a number comparable with a paper's."""
