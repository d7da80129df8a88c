"""Landing log in, DuckDB tables and views out. Knows neither Prefect nor a model."""
