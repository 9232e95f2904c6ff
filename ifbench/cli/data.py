"""`ifbench data`."""

import click


@click.group()
def data() -> None:
    """Get the language data that official checkers need."""


@data.command()
@click.option("--to", type=click.Path(), help="The folder. Default: where NLTK looks first ($NLTK_DATA, ~/nltk_data).")
def pull(to: str | None) -> None:
    """Fetch NLTK's English sentence model, stop words and tagger, each checked by its sha256."""
    from ifbench.nltk_data import pull as fetch

    for line in fetch(to):
        click.echo(line)
