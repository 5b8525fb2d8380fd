-- Reads one page; with ETAG set, as a browser that has it already; with TOKEN set, as who is signed in.
dofile(os.getenv("BENCH") .. "/load/report.lua")
local function given(name) local value = os.getenv(name); return value ~= "" and value or nil end
if given("ETAG") then
  wrk.headers["If-None-Match"] = given("ETAG")
  wrk.headers["Cookie"] = given("COOKIE")
elseif given("TOKEN") then
  wrk.headers["Authorization"] = "Bearer " .. given("TOKEN")
end
