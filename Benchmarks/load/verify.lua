-- Looks at one licence, each time from another address: whoever asks too often is turned away.
dofile(os.getenv("BENCH") .. "/load/report.lua")
local asked = 0

function request()
  asked = asked + 1
  local address = string.format("10.%d.%d.%d", asked / 65536 % 256, asked / 256 % 256, asked % 256)
  return wrk.format("GET", nil, { ["X-Forwarded-For"] = address })
end
