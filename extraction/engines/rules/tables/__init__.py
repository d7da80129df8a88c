"""What a table's headers name, and what its cells say."""
