"""What lies on disk between runs: what the steps made last time, and checked tables read from TOML files."""
