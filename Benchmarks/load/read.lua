-- Reads one page; with ETAG set, as a browser that has it already.
dofile(os.getenv("BENCH") .. "/load/report.lua")
local etag = os.getenv("ETAG")
if etag and etag ~= "" then
  wrk.headers["If-None-Match"] = etag
  wrk.headers["Cookie"] = os.getenv("COOKIE")
end
