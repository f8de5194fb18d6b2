-- wrk: one event per request, a call that comes and, 128 requests later, leaves; ids differ between runs of one service.
local run, sent = "", 0

function init(arguments)
  run = arguments[1] or "run"
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  sent = sent + 1
  local call = math.floor(sent / 2)
  local event
  if sent % 2 == 1 or call <= 64 then
    event = string.format('{"event_id":"%s-%d","type":"call.queued","call_id":"%s-c%d","queue":"support"}', run, sent, run, sent)
  else
    event = string.format('{"event_id":"%s-%d","type":"call.abandoned","call_id":"%s-c%d"}', run, sent, run, sent - 129)
  end
  return wrk.format(nil, nil, nil, event)
end

function response(status, headers, body)
  if status ~= 202 or not string.find(body, '"rejected":[]', 1, true) then
    io.stderr:write("refused: ", status, " ", body, "\n")
    os.exit(2)
  end
end
