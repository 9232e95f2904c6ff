"""Rewards over HTTP: `app` has the routes and the limits, `wire` the messages, `judging` what the workers do."""
