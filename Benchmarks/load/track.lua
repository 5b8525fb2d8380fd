-- Asks for one case's progress by number and code.
dofile(os.getenv("BENCH") .. "/load/report.lua")
wrk.method = "POST"
wrk.path = "/api/v1/track"
wrk.headers["Content-Type"] = "application/json"
wrk.body = io.open(os.getenv("WORK") .. "/track.json"):read("*a")
