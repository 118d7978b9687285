"""The server's log on stderr, of its own modules and of libraries alike: one JSON object per line, or plain text."""

import logging.config

import structlog

from server.platform.log_privacy import without_values

STEPS: list[structlog.types.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    without_values,
]


FORMATS: dict[str, structlog.types.Processor] = {
    "json": structlog.processors.JSONRenderer(ensure_ascii=False),
    "text": structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
}


def logging_settings(level: str, format_: str = "json") -> dict[str, object]:
    """The configuration that ``logging.config.dictConfig`` and gunicorn take. ``level``: the least severe level that is
    logged, such as "INFO"; ``format_``: ``json`` or ``text``."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            format_: {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": STEPS,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    FORMATS[format_],
                ],
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": format_}},
        "root": {"level": level, "handlers": ["stderr"]},
        "loggers": {
            # alembic logs every step of every migration
            "alembic": {"level": "WARNING"},
            "gunicorn.error": {"level": level, "handlers": [], "propagate": True},
            "gunicorn.access": {"level": "WARNING", "handlers": [], "propagate": True},
        },
    }


def configure_logging(level: str, format_: str = "json") -> None:
    """Send what structlog and the standard library's loggers log to stderr; the rest as in ``logging_settings``."""
    logging.config.dictConfig(logging_settings(level, format_))
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *STEPS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
