"""WHEN and in what order: Prefect flows, each reading like a table of contents.

Prefect reads its environment when it is imported, and whoever imports a flow imports this package first: here its
telemetry is switched off. `DO_NOT_TRACK` stops the client's, the other one the server's.
"""

import os

os.environ["DO_NOT_TRACK"] = "1"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
