"""Puts the WSGI application together: settings, database, registers, the API's blueprints, pages and commands."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from flask_migrate import Migrate
from flask_smorest import Api
from flask_smorest import Blueprint as DescribedBlueprint
from werkzeug.middleware.proxy_fix import ProxyFix

from server import api, cli
from server.api import description, measured
from server.api.addresses import WholeNumber, refuse_unsound_path, refuse_wrong_host
from server.api.answer_schema import of_several
from server.api.schemas import ProblemSchema
from server.api.signed_in import refuse_cross_site
from server.api.units_of_today import end_units_due
from server.exchange.run import Pages
from server.platform import config, database, errors, loopback, request_log, static_files
from server.platform.config import ROOT
from server.platform.hosts import Named
from server.platform.logging import configure_logging
from server.platform.private_files import close_to_others
from server.platform.security_headers import SecurityHeaders
from sync.registers import Registers


class PlainJson(DefaultJSONProvider):
    """Flask's JSON, written with Vietnamese unescaped (a third shorter) and members in the order in which they are."""

    ensure_ascii = False
    sort_keys = False


class Described(Api):
    """The API with its description (OpenAPI), in which every refusal has the shape of ``ProblemSchema``."""

    ERROR_SCHEMA = ProblemSchema


OPENAPI = {
    "API_TITLE": "Lan Tỏa",
    "API_VERSION": "1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api",
    "OPENAPI_JSON_PATH": "openapi.json",
}


def assemble(given: Mapping[str, object] | None) -> Flask:
    """Make the WSGI application; what ``server.create_app`` does."""
    app = Flask("server", static_folder=None)
    app.config.from_mapping(config.load(given))
    app.config.from_mapping(OPENAPI)
    app.json = PlainJson(app)
    configure_logging(app.config["LOG_LEVEL"], app.config["LOG_FORMAT"])
    app.config.setdefault("PAGES", Pages())
    app.extensions["registers"] = Registers(app.config["REGISTERS"])
    close_to_others(app.config["DATABASE_URL"])
    _open_database(app)
    request_log.init(app)
    if app.config["METRICS_PORT"]:
        measured.init(app, ROOT / app.config["METRICS_FOLDER"])
    app.url_map.converters["int"] = WholeNumber
    app.before_request(refuse_wrong_host)
    app.before_request(refuse_unsound_path)
    app.before_request(refuse_cross_site)
    app.before_request(end_units_due)
    _register_blueprints(app)
    errors.init(app)
    static_files.init(app)
    cli.init(app)
    _wrap(app)
    return app


def _open_database(app: Flask) -> None:
    """Connect the application, and its commands for migrations, to the database of the setting DATABASE_URL."""
    url = app.config["DATABASE_URL"]
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    options = app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {})
    options.setdefault("hide_parameters", True)  # an error's text would hold what somebody wrote
    options |= database.JSON
    if url.startswith("postgresql"):
        # A connection for each thread; ones that the database dropped meanwhile are found out by database.init.
        options.setdefault("pool_size", app.config["THREADS"])
        # A database that went silent is found out in seconds, and its requests are answered.
        options.setdefault("pool_timeout", 10)
        patience = {"connect_timeout": 5, "keepalives_idle": 15, "tcp_user_timeout": 20_000}
        # What it compiles for a long list takes longer than the list does. Rows are in memory or on a disk without
        # heads: by its own guess it would read a list's whole order rather than look up the few that are listed.
        options.setdefault("connect_args", {**patience, "options": "-c jit=off -c random_page_cost=1.1"})
    database.init(app)
    Migrate(app, database.db, directory=str(ROOT / "server" / "migrations"))


def _register_blueprints(app: Flask) -> None:
    """Add the ``blueprint`` of each module in server/api that has one.

    Those of flask-smorest are described at /api/openapi.json.
    """
    described = Described(app)
    described.ma_plugin.converter.add_attribute_function(of_several)
    for module in sorted(info.name for info in pkgutil.iter_modules(api.__path__)):
        blueprint = getattr(importlib.import_module(f"server.api.{module}"), "blueprint", None)
        if isinstance(blueprint, DescribedBlueprint):
            described.register_blueprint(blueprint)
        elif blueprint is not None:
            app.register_blueprint(blueprint)
    description.complete(app, described.spec)


def _wrap(app: Any) -> None:
    """Add what handles a request before the application does.

    The look at the host that it names; in the demo the guard that serves this machine alone; what completes the headers
    of every answer; behind proxies, the reading of their ``X-Forwarded`` headers. Flask has an application wrapped by
    assigning to its method, which no type allows.
    """
    app.wsgi_app = Named(app.wsgi_app, partial(Flask.wsgi_app, app), app.config["HOSTS"])
    if app.config["DEMO"]:
        app.wsgi_app = loopback.Guard(app.wsgi_app)
    app.wsgi_app = SecurityHeaders(app.wsgi_app)
    proxies = app.config["PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)
