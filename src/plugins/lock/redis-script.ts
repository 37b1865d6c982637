/**
 * Locks in Redis: the rules of resource.ts, run inside Redis so that several servers agree. One key holds one resource as JSON:
 * `x` exclusive, `h` holds (id → time of expiry), `q` those who wait, first come first ([ticket, id, shared, seen until]). Times are
 * milliseconds of Redis's clock; 0 is never. Who waits asks again and again, and is dropped when he does not. `t` holds the ticket by
 * which each hold was granted: an `acquire` that comes twice is granted once, and `leave` gives back a grant whose answer was lost.
 *
 * KEYS[1] the resource. ARGV: operation, id, ttl, then for `acquire`: shared (1 or 0), ticket, how long the place in the queue is kept.
 */
export const lockScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local raw = redis.call('GET', KEYS[1])
local lock = raw and cjson.decode(raw) or { x = 0, h = {}, q = {} }
lock.t = lock.t or {}
local op, id, ttl = ARGV[1], ARGV[2], tonumber(ARGV[3] or '0')

local count = 0
for holder, expires in pairs(lock.h) do
  if expires > 0 and expires <= now then lock.h[holder] = nil lock.t[holder] = nil else count = count + 1 end
end
local queue = {}
for _, waiter in ipairs(lock.q) do
  if waiter[4] > now then queue[#queue + 1] = waiter end
end
lock.q = queue

local function place(ticket)
  for at, waiter in ipairs(lock.q) do if waiter[1] == ticket then return at end end
end

local function held()
  if id == '*' then return count > 0 end
  return lock.h[id] ~= nil
end

local function hold()
  lock.h[id] = ttl > 0 and now + ttl or 0
end

-- A reader beside readers; a writer alone, or in the place of its own read lock.
local function mayHold(shared)
  if count == 0 then return true end
  if lock.x == 1 then return false end
  return shared or (count == 1 and lock.h[id] ~= nil)
end

-- Nobody may overtake; readers behind readers go with them.
local function isNext(at, shared)
  for before = 1, at - 1 do
    if not shared or lock.q[before][3] == 0 then return false end
  end
  return true
end

local function drop()
  lock.h[id] = nil
  lock.t[id] = nil
end

local answer = 0
if op == 'acquire' then
  local shared, ticket = ARGV[4] == '1', ARGV[5]
  local at = place(ticket)
  if lock.h[id] ~= nil and lock.t[id] == ticket then
    answer = 1
  elseif mayHold(shared) and isNext(at or #lock.q + 1, shared) then
    if at then table.remove(lock.q, at) end
    lock.x = shared and 0 or 1
    -- A reader that reads once more keeps what it was granted first, whatever becomes of this grant.
    if not (shared and lock.h[id] ~= nil) then lock.t[id] = ticket end
    hold()
    answer = 1
  elseif at then
    lock.q[at][4] = now + tonumber(ARGV[6])
  else
    lock.q[#lock.q + 1] = { ticket, id, shared and 1 or 0, now + tonumber(ARGV[6]) }
  end
elseif op == 'leave' then
  local at = place(ARGV[5])
  if at then table.remove(lock.q, at) end
  if lock.t[id] == ARGV[5] then drop() end
elseif op == 'release' then
  if held() then drop() answer = 1 end
elseif op == 'force' then
  answer = raw and 1 or 0
  lock.h = {}
  lock.t = {}
elseif op == 'exists' then
  answer = held() and 1 or 0
elseif op == 'ttl' then
  if held() then hold() answer = 1 end
end

-- Kept for a minute after the last use, or as long as somebody holds it.
local keep = 60000
for _, expires in pairs(lock.h) do
  if expires == 0 then keep = 0 break end
  keep = math.max(keep, expires - now + 60000)
end
local text = '{"x":' .. lock.x .. ',"h":' .. (next(lock.h) and cjson.encode(lock.h) or '{}')
  .. ',"t":' .. (next(lock.t) and cjson.encode(lock.t) or '{}') .. ',"q":' .. (#lock.q > 0 and cjson.encode(lock.q) or '[]') .. '}'
if keep > 0 then redis.call('SET', KEYS[1], text, 'PX', math.ceil(keep)) else redis.call('SET', KEYS[1], text) end
return answer
`
