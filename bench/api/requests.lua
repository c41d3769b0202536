-- wrk -s requests.lua URL -- MODE ENDPOINT EVENTS [TAGS [PAUSE]]
-- uncached: each event once, then each once with another parameter; cached and 304: a hundred;
-- list: the list of events. PAUSE: milliseconds that a connection waits before each request.
local mode, endpoint, events, tags, n = "", "", 0, {}, 0

local function path(event, round)
  if endpoint == "overview" then
    local compare = round % 2 == 0 and "last_event" or "last_month"
    return "/api/v1/events/" .. event .. "/analytics/overview?compare=" .. compare
  end
  local range = ({ "30d", "7d" })[round % 2 + 1]
  return "/api/v1/events/" .. event .. "/analytics/timeline?range=" .. range
end

function init(arguments)
  mode, endpoint, events = arguments[1], arguments[2], tonumber(arguments[3])
  if arguments[4] and arguments[4] ~= "" then
    for line in io.lines(arguments[4]) do
      tags[#tags + 1] = line
    end
  end
  if arguments[5] then
    local pause = tonumber(arguments[5])
    function delay()
      return pause
    end
  end
end

function request()
  n = n + 1
  if mode == "list" then
    return wrk.format("GET", "/api/v1/events")
  end
  if mode == "uncached" then
    return wrk.format("GET", path((n - 1) % events + 1, math.floor((n - 1) / events)))
  end
  local event = (n - 1) % 100 + 1
  local headers = mode == "304" and { ["If-None-Match"] = tags[event] } or nil
  return wrk.format("GET", path(event, 0), headers)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("FIGURES\t%d\t%.1f\t%.3f\t%.3f\t%d\n", summary.requests,
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
