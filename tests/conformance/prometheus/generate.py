"""Asks a real Prometheus for quantiles of made-up histograms; prints q, the buckets as bound:count with blanks between, the answer."""
import json
import os
import random
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request

WORK = sys.argv[1]
PROGRAMS = os.path.join(WORK, "usr", "bin")
WHEN = 1_700_000_000
QUANTILES = ["-0.5", "0", "0.01", "0.25", "0.5", "0.9", "0.95", "0.99", "0.999", "1", "1.5", "NaN"]


def bounds(draw):
    kind = draw.randrange(6)
    if kind == 0:
        return ["0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10"]
    if kind == 1:
        return [str(2**i) for i in range(draw.randrange(1, 8))]
    if kind == 2:
        return sorted({str(draw.randrange(-20, 20)) for _ in range(draw.randrange(1, 8))}, key=float)
    if kind == 3:
        return ["0", "0.5", "1"]
    if kind == 4:
        return ["1", "1.0", "2"]  # one bound written twice
    return []


def histogram(draw):
    counts = 0
    buckets = []
    for bound in bounds(draw):
        counts += draw.choice([0, 0, 1, draw.randrange(100), draw.randrange(10_000)])
        # Scrapes of several processes don't fall together: sums needn't ascend.
        buckets.append((bound, max(0, counts - draw.choice([0, 0, 0, 0, draw.randrange(1, 50)]))))
    if draw.randrange(12):
        buckets.append(("+Inf", counts + draw.choice([0, 0, draw.randrange(200)])))
    return buckets


def start():
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        address = "127.0.0.1:%d" % any_port.getsockname()[1]
    with open(os.path.join(WORK, "empty.yml"), "w"):
        pass
    server = subprocess.Popen(
        [os.path.join(PROGRAMS, "prometheus"), "--config.file=" + os.path.join(WORK, "empty.yml"), "--storage.tsdb.retention.time=100y",
         "--storage.tsdb.path=" + os.path.join(WORK, "data"), "--web.listen-address=" + address], stderr=subprocess.DEVNULL)
    while True:
        try:
            urllib.request.urlopen("http://%s/-/ready" % address)
            return server, address
        except OSError:
            time.sleep(0.1)


def main():
    draw = random.Random(19)
    cases = [histogram(draw) for _ in range(120)]
    samples = os.path.join(WORK, "samples.om")
    with open(samples, "w") as file:
        file.write("# TYPE made gauge\n")
        for number, buckets in enumerate(cases):
            for bound, count in buckets:
                file.write('made{case="%d",le="%s"} %d %d\n' % (number, bound, count, WHEN))
        file.write("# EOF\n")
    subprocess.run([os.path.join(PROGRAMS, "promtool"), "tsdb", "create-blocks-from", "openmetrics", samples, os.path.join(WORK, "data")],
                   check=True, stdout=subprocess.DEVNULL)
    server, address = start()
    version = json.load(urllib.request.urlopen("http://%s/api/v1/status/buildinfo" % address))["data"]["version"]
    print("# made by tests/conformance/prometheus/generate.sh with Prometheus " + version)
    for q in QUANTILES:
        query = urllib.parse.urlencode({"query": "histogram_quantile(%s, made)" % q, "time": WHEN})
        answer = json.load(urllib.request.urlopen("http://%s/api/v1/query?%s" % (address, query)))
        values = {int(series["metric"]["case"]): series["value"][1] for series in answer["data"]["result"]}
        for number, buckets in enumerate(cases):
            if buckets:
                print("%s,%s,%s" % (q, " ".join("%s:%d" % bucket for bucket in buckets), values[number]))
    server.terminate()
    server.wait()


main()
