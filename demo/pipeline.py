"""The whole story on real data: raw files, S3, crawler, catalog, Athena, Glue job, Redshift. Run it with what `tarn env` prints.

    python demo/pipeline.py [--times FILE]
"""

import argparse

from report import Report
from steps import athena, crawl, job, lake, redshift


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", help="write the seconds of each step to this file, as JSON")
    options = parser.parse_args()
    report = Report()
    for step in (lake.upload, crawl.crawl_raw, athena.query_raw, job.convert, crawl.crawl_curated, athena.query_curated, redshift.load):
        step(report)
    print(f"  {report.checks} answers compared, all as pandas has them; {sum(report.seconds.values()):.1f} s in all")
    if options.times:
        report.save(options.times)


if __name__ == "__main__":
    main()
