"""From a checkout to the app in the browser: the environment, the first data, the server."""
