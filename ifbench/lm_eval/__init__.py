"""Tasks for lm-eval's own command, and its sample logs as runs. None of it imports lm-eval; the backend does."""
