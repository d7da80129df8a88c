"""One document in, validated and grounded records out. Knows neither Prefect nor DuckDB."""
