"""The one settings file. What differs per machine is an environment variable (.env.example)."""

from pathlib import Path

from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP

from offensief import env

# Paths
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

# Secrets
# DEBUG=1 says: this is a developer's machine. Only there are a key, hosts and demo people given.
DEVELOPMENT = env.flag("DEBUG")
DEMO = env.flag("DEMO")
# The demo shows the pages people will see, so not Django's pages for developers.
DEBUG = DEVELOPMENT and not DEMO
_INSECURE_KEY = "only-for-development-and-demo-never-for-production"
SECRET_KEY = env.text("SECRET_KEY", _INSECURE_KEY if DEVELOPMENT else None)
# Keys of before: what they sealed still opens, nothing new is sealed with them.
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS", "")
if not DEVELOPMENT and (SECRET_KEY == _INSECURE_KEY or len(SECRET_KEY) < 40):
    raise ImproperlyConfigured(
        "SECRET_KEY is too short or is the development key. Make one of at least 40 random signs."
    )
PORTAL_URL = env.text("PORTAL_URL", "http://localhost:8000")
if DEVELOPMENT and not env.is_local(PORTAL_URL):
    raise ImproperlyConfigured(
        f"DEBUG=1 is for a developer's own machine, but PORTAL_URL is {PORTAL_URL}. Leave it out."
    )
if DEMO and not DEVELOPMENT:
    raise ImproperlyConfigured(
        "DEMO=1 makes accounts with a known password and works only with DEBUG=1."
    )

# Apps
INSTALLED_APPS = [
    "offensief.apps.OffensiefConfig",
    "offensief.accounts",
    "offensief.audit",
    "offensief.outbox",
    "offensief.people",
    "measures",
    "measures.rounds",
    "incidents",
    "reports",
    "django.contrib.postgres",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
]
# The extra tables pgtrigger and auth need are theirs; ours use 64-bit ids.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Web
ROOT_URLCONF = "offensief.urls"
WSGI_APPLICATION = "offensief.wsgi.application"
_LOCAL = "localhost,127.0.0.1,[::1],testserver"
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", _LOCAL if DEVELOPMENT else None)
# The API answers 404 to a closing slash (API Design Rules); for pages see offensief.web.slash.
APPEND_SLASH = False
MIDDLEWARE = [
    "offensief.web.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "offensief.web.outage.OutageMiddleware",
    "offensief.web.api_envelope.ApiEnvelopeMiddleware",
    "offensief.web.slash.SlashMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "offensief.web.straight.StraightMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "offensief.accounts.sessions.SessionAgeMiddleware",
    "offensief.web.personal.PersonalMiddleware",
    "offensief.accounts.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "offensief.web.wrong_method.WrongMethodMiddleware",
    "offensief.audit.middleware.OriginMiddleware",
    "offensief.audit.middleware.RefusalMiddleware",
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reports.context.portal",
            ],
            "builtins": ["offensief.templatetags.portal"],
        },
    }
]

# Database
DATABASES = {
    "default": {
        **env.database(env.text("DATABASE_URL")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
# A database that does not answer must end in a clear page within seconds, never in a hanging one.
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"]["OPTIONS"],  # type: ignore[dict-item]
    "connect_timeout": 3,
    "options": "-c statement_timeout=10000 -c lock_timeout=3000"
    " -c idle_in_transaction_session_timeout=15000",
}

# What is counted for a short time, seen by every process (allauth: used codes, limits)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "short_memory",
    }
}

# People (docs/decisions/0041-signing-in-with-allauth.md)
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["offensief.accounts.backend.Backend"]
LOGIN_URL = "account_login"
CSRF_FAILURE_VIEW = "offensief.accounts.views.csrf_failure"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "public_dashboard"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "offensief.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "offensief.accounts.passwords.HardToGuess"},
]
# A session ends after this long without a page, and after this long whatever happens.
SESSION_COOKIE_AGE = env.integer("SESSION_IDLE_MINUTES", 30) * 60
SESSION_MOST_SECONDS = env.integer("SESSION_HOURS", 8) * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # not in a cookie

# Signing in: second factor, passkeys, sessions
ACCOUNT_ADAPTER = "offensief.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "offensief.accounts.forms.SignInForm",
    "reauthenticate": "offensief.accounts.forms.ConfirmForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = env.integer("CONFIRM_MINUTES", 10) * 60
# Attempts are counted by offensief.web.limits, which also holds when there are many processes.
ACCOUNT_RATE_LIMITS = {"login": False, "login_failed": "10/5m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "offensief.accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "offensief.accounts.forms.CodeForm",
    "reauthenticate": "offensief.accounts.forms.ConfirmCodeForm",
    "activate_totp": "offensief.accounts.forms.NewAppForm",
    "add_webauthn": "offensief.accounts.forms.NewPasskeyForm",
    "edit_webauthn": "offensief.accounts.forms.PasskeyNameForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Offensief tegen Explosies"
# A phone may be half a minute off; offensief.accounts.forms sees to it that no code works twice.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEVELOPMENT

# Single sign-on with OpenID Connect, when OIDC_SERVER is there
OIDC_NAME = env.text("OIDC_NAME", "")
OIDC_SECOND_FACTOR = env.claim("OIDC_SECOND_FACTOR", env.text("OIDC_SECOND_FACTOR", ""))
SOCIALACCOUNT_ADAPTER = "offensief.accounts.adapter.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = env.single_sign_on(
    name=OIDC_NAME,
    server=env.text("OIDC_SERVER", ""),
    client=env.text("OIDC_CLIENT", ""),
    secret=env.text("OIDC_SECRET", ""),
)
# Our adapter finds the account; allauth's own way would wipe its password.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
# Forms may not leave the portal (CSP): a link leads there (accounts.views.start_single_sign_on).
SOCIALACCOUNT_LOGIN_ON_GET = True

# Language
LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
# Off: it would print the year 2025 as "2.025". Counts go through the filter `number`.
USE_THOUSAND_SEPARATOR = False

# Files
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEVELOPMENT
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Security
SECURE_CSP: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
HTTPS = env.flag("HTTPS", default=not DEVELOPMENT)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]
SECURE_SSL_REDIRECT = HTTPS
# The load balancer ends TLS and says so in this header; health checks come over plain HTTP.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# Room for the longest explanation on every field, far below what hurts.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# A hundred rows of the page that changes many measures, six fields each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
# The antivirus that looks at uploads (offensief.lib.antivirus); empty: there is none.
CLAMD_ADDRESS = env.socket_address("CLAMD_ADDRESS", env.text("CLAMD_ADDRESS", ""))

# Queue: only a doorbell, the job itself is a row (docs/decisions/0007-jobs-are-rows.md)
REDIS_URL = env.text("REDIS_URL")
CELERY_BROKER_URL = LIMITS_STORAGE = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A request must not wait for a queue that is away: one try, then the sweeper finds the row.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "visibility_timeout": 600,
    "unacked_restore_throttle": 1,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_TASK_SOFT_TIME_LIMIT = 150
CELERY_TASK_TIME_LIMIT = 180
CELERY_TASK_DEFAULT_QUEUE = "portal"
CELERY_TASK_ROUTES = {
    "reports.tasks.build": {"queue": "pdf"},
    "reports.tasks.make_receipt": {"queue": "pdf"},
    "incidents.tasks.work": {"queue": "import"},
    "incidents.tasks.check_store": {"queue": "import"},
    "incidents.tasks.check_opened": {"queue": "import"},
    "incidents.tasks.keep_estimates": {"queue": "import"},
}
CELERY_TIMEZONE = TIME_ZONE
_SWEEP_SECONDS = env.integer("SWEEP_SECONDS", 30)
_ROUNDS_OF_BEAT = {
    "ring for report jobs without a worker": "reports.tasks.sweep",
    "make editions public": "reports.tasks.publish_due",
    "ring for signatures without a receipt": "reports.tasks.sweep_receipts",
    "ring for deliveries without a worker": "incidents.tasks.sweep",
    "check figures that opened": "incidents.tasks.check_opened",
    "ring for messages that are due": "offensief.outbox.tasks.sweep",
    "open rounds and remind people": "measures.rounds.tasks.tick",
    "mail whoever asked for a new password": "offensief.people.tasks.answer_requests",
}
# One that waited behind long work has nothing to add to the next, and would only make it wait.
CELERY_BEAT_SCHEDULE = {
    name: {"task": task, "schedule": _SWEEP_SECONDS, "options": {"expires": _SWEEP_SECONDS}}
    for name, task in _ROUNDS_OF_BEAT.items()
} | {
    name: {"task": task, "schedule": when, "options": {"expires": 3600}}
    for name, task, when in (
        ("find contradictions", "incidents.tasks.check_store", crontab(hour=4, minute=30)),
        ("walk along the trail", "offensief.outbox.tasks.watch_trail", crontab(hour=3, minute=15)),
        ("keep the outcomes of methods", "incidents.tasks.keep_estimates", 3600.0),
    )
}

# Logging: one line per event to standard output, no personal data beyond ids and no secrets
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "offensief.logs.MaskedFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {
        # Not Django's own handlers: one of them mails errors, with all that was sent.
        "django": {"handlers": [], "level": "NOTSET"},
        # A line at every start and end of every task says nothing that the rows do not say.
        "celery": {"level": "WARNING"},
    },
}

CONTACT_EMAIL = env.text("CONTACT_EMAIL", "secretariaat@offensief.example")

# Mail: only through the outbox (docs/decisions/0018-mail-through-an-outbox.md)
_EMAIL_HOST = env.text("EMAIL_HOST", "")
_EMAIL_EXAMPLE = "Offensief tegen Explosies <portaal@offensief.example>"
MAILERS = env.mailers(
    host=_EMAIL_HOST,
    port=env.integer("EMAIL_PORT", 587),
    user=env.text("EMAIL_USER", ""),
    password=env.text("EMAIL_PASSWORD", ""),
    tls=env.flag("EMAIL_TLS", default=True),
    stay_here=DEVELOPMENT,
)
# Without a mail server the outbox keeps its messages and says so (offensief.outbox.mailbox).
SILENCED_SYSTEM_CHECKS = ["mail.W001"]
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.mail_address(
    "EMAIL_FROM", env.text("EMAIL_FROM", None if _EMAIL_HOST else _EMAIL_EXAMPLE)
)

# API (NL API Design Rules)
API_VERSION = "1.0.0"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_THROTTLE_CLASSES": ["offensief.web.throttle.ApiThrottle"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "offensief.web.problem.exception_handler",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Offensief tegen Explosies: voortgang van het actieplan",
    "DESCRIPTION": "Open gegevens over de pijlers, de maatregelen en de cijfers van het actieplan "
    "van het Offensief tegen Explosies. Alleen wat openbaar is staat hier.",
    "VERSION": API_VERSION,
    "CONTACT": {
        "name": "Secretariaat Offensief tegen Explosies",
        "email": CONTACT_EMAIL,
        "url": f"{PORTAL_URL}/api/",
    },
    "LICENSE": {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"},
    "SERVERS": [{"url": f"{PORTAL_URL}/api/v1", "description": "Deze omgeving"}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "offensief.web.openapi.finish",
    ],
}

# Portal
PORTAL_VERSION = "0.1.0"
# A measure without a word for longer than this has "geen actuele stand".
CURRENT_FOR_DAYS = env.integer("CURRENT_FOR_DAYS", 90)
