"""The tests. Examples that hypothesis makes have no time limit: a busy machine is no fault of the code."""

from hypothesis import HealthCheck, settings

settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("portal")
