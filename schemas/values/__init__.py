"""The value types: what is printed, and what one parser derives from it for all engines."""
