"""What a document may hold to attack whoever shows it: markup, escape sequences, turned reading directions."""

from __future__ import annotations

SOURCE = "javascript:document.title='owned'"
OTHER_SOURCE = 'x/"><img src=x onerror=owned()>\x1b[7m.txt'
TITLE = "\x1b[31mRed\x1b]0;owned\x07 </title><script>document.title='owned'</script> \u202eesrever"
FIELDS = [
    "<script>document.title = 'owned'; fetch('/script')</script> they said",
    '" onmouseover="owned()" autofocus onfocus="document.title=\'owned\'" x="',
    "</style><style>@import '/style'; body { display: none }</style>",
    "\x1b[2J\x1b]52;c;b3duZWQ=\x07 clears the screen \u202eturned\u2066 \x9b31m \x00 and \r back",
]


TEXT = "\n".join(
    [
        *FIELDS,
        '<img src="/image" onerror="document.title=\'owned\'"> <svg onload="document.title=\'owned\'">',
        '<link rel="stylesheet" href="/link"> <iframe src="/frame"></iframe>',
        '<meta http-equiv="refresh" content="0;url=/refresh"> <base href="/base/">',
        "]]> --> <!-- {{ 7 * 7 }} {% raw %} {{ cards.__class__ }} &lt;b&gt; &#60;script&#62; </div></main></html>",
        "[9: not a mark :9] [bold]not a style[/bold] :smile:",
        "w" * 5000,
    ]
)
"""All that it tries to load it seeks beside the page, where the server of the test sees it."""
