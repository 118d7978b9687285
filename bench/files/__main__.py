"""Files to be signed, looked at on paper: ``make files`` → ``var/files``, as PDF and a picture of each page."""

from bench.files.orders import made
from bench.files.paper import pictures, printed
from bench.pages import province
from server import create_app
from server.platform.config import ROOT

OUT = ROOT / "var" / "files"


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    url = province.copy_to(OUT)
    app = create_app({"DATABASE_URL": url, "DEMO": True, "LOG_LEVEL": "ERROR", "EXPORTS": str(OUT / "made")})
    files = list(made(app, OUT))
    for name, sheets in printed(files, OUT).items():
        pictures(OUT / f"{name}.pdf", OUT)
        print(f"{name:<12}{len(sheets):>4} pages")
    print(f"To be looked at: {OUT}")


if __name__ == "__main__":
    main()
