-- Hands in one application after another, each under a key of its own, and notes the keys of the cases for who will accept them.
dofile(os.getenv("BENCH") .. "/load/report.lua")
local body = io.open(os.getenv("WORK") .. "/submission.json"):read("*a")
local token = os.getenv("TOKEN")
local thread, sent = 0, 0
local run = os.time()
local cases

function setup(t) t:set("number", thread); thread = thread + 1 end

function init()
  cases = io.open(os.getenv("WORK") .. "/cases." .. number, "w")
  cases:setvbuf("line")
end

function request()
  sent = sent + 1
  return wrk.format("POST", "/api/v1/cases", {
    ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. token,
    ["Idempotency-Key"] = string.format("bench-%d-%d-%d", run, number, sent) }, body)
end

function response(status, headers, text)
  if status == 201 then cases:write(text:match('"id":"(%w+)"'), "\n") end
end
