"""How fetching behaves: who it says it is, how long it waits, how much it takes. One object, made from the settings."""

from __future__ import annotations

from dataclasses import dataclass, field

from extraction.fetching.networks import Network

ROBOT = "Dossier"
"""What robots.txt calls us."""


@dataclass(frozen=True)
class Manners:
    """Times are in seconds, sizes in bytes. `contact` is where the owner of a site reaches whoever runs this."""

    contact: str | None = None
    delay_s: float = 1.0
    """Between the end of one request to a host and the beginning of the next."""
    connect_s: float = 10.0
    read_s: float = 30.0
    """How long a server may be silent."""
    whole_s: float = 120.0
    """How long one answer may take altogether, however busily it drips."""
    max_bytes: int = 20_000_000
    """Of one body, as sent and as unpacked."""
    redirects: int = 10
    tries: int = 3
    backoff_s: float = 1.0
    """Before the second try; doubled before each further one."""
    longest_wait_s: float = 60.0
    """What a server may ask us to wait, by Retry-After or Crawl-delay; who asks for more is left alone in this run."""
    allowed: tuple[Network, ...] = field(default=())
    """Networks that are fetched from although they are not public."""

    @property
    def agent(self) -> str:
        """What the header User-Agent says."""
        return f"{ROBOT}/1.0 (+{self.contact})" if self.contact else f"{ROBOT}/1.0"
