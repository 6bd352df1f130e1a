"""Settings of the web server that hold everywhere; what differs is given when it starts."""

logger_class = "offensief.logs.GunicornLogger"
