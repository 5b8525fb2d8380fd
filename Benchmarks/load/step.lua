-- Accepts the cases whose keys stand in a file, each once.
dofile(os.getenv("BENCH") .. "/load/report.lua")
local token = os.getenv("TOKEN")
local threads, thread = tonumber(os.getenv("THREADS")), 0
local seen = io.open(os.getenv("WORK") .. "/seen.json"):read("*a")
local keys, place = {}, 0

function setup(t) t:set("number", thread); thread = thread + 1 end

function init()
  local line = 0
  for key in io.lines(os.getenv("WORK") .. "/cases.txt") do
    if line % threads == number then keys[#keys + 1] = key end
    line = line + 1
  end
end

function request()
  place = place + 1
  if place > #keys then wrk.thread:stop(); place = #keys end
  return wrk.format("POST", "/api/v1/cases/" .. keys[place] .. "/accept",
    { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. token }, seen)
end
