// Brings what happens at the server to this page: one connection for all tabs of a person.
//
// The tab that holds the lock reads /stream and passes each event on to the others; when it closes,
// the next tab takes over where the last event left off. It reads with fetch, not EventSource,
// because only so can it see the heartbeats (a dead connection is noticed), the status (signed out)
// and send Last-Event-ID itself after a takeover. Every event becomes "fl:event" on the document,
// with detail {id, kind, topics, at, data}, each once; "fl:reset" says that too much was missed.
import { createParser } from "eventsource-parser";
import { show } from "frontlinje/connection";
import { refreshAll, refreshFor } from "frontlinje/refresh";

const ADDRESS = "/stream";
const SILENCE_MS = 40_000; // heartbeats come every 15 s
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 8000;
const REMEMBERED = 500;

const person = document.body.dataset.person;
const tabs = new BroadcastChannel(`fl-stream ${person}`);
const people = new BroadcastChannel("fl-person");
const seen = new Map(); // key -> {event, receivedAt}, in the order they came; against repeats
let lastId = ""; // the newest id: its part after the dot is where the server goes on from
let isReader = false;
let isOver = false;
let connection = new AbortController();
let wake = () => {};

// The server may repeat itself after a break: the same event then has the same number, kind and topics.
const keyOf = ({ id, kind, topics }) => [id.split(".")[0], kind, ...topics].join(" ");

function deliver(event) {
  lastId = event.id;
  const key = keyOf(event);
  if (seen.has(key)) return;
  seen.set(key, { event, receivedAt: Date.now() });
  if (seen.size > REMEMBERED) seen.delete(seen.keys().next().value);
  document.dispatchEvent(new CustomEvent("fl:event", { detail: event }));
  refreshFor(event);
}

function reset() {
  document.dispatchEvent(new CustomEvent("fl:reset"));
  refreshAll();
}

function received({ event: name, id, data }) {
  if (id) lastId = id;
  if (name === "fl-here") tabs.postMessage({ here: id });
  if (name === "fl-reset") {
    tabs.postMessage({ isReset: true });
    reset();
  }
  if (name !== "fl") return;
  const { kind, topics, at, body } = JSON.parse(data);
  const event = { id, kind, topics, at, data: body };
  tabs.postMessage({ event });
  deliver(event);
}

// Whatever happened before the connection stood is in no event: all parts are fetched once more.
function tell(state) {
  tabs.postMessage({ state });
  show(state);
  if (state === "connected") refreshAll();
}

function end() {
  isOver = true;
  connection.abort();
  wake();
  show("signed-out");
}

/** Read the stream until it breaks; say whether it had been open. */
async function read() {
  connection = new AbortController();
  let watch = 0;
  const alive = () => {
    clearTimeout(watch);
    watch = setTimeout(() => connection.abort(), SILENCE_MS);
  };
  let wasOpen = false;
  try {
    alive();
    const answer = await fetch(ADDRESS, {
      headers: { Accept: "text/event-stream", ...(lastId && { "Last-Event-ID": lastId }) },
      cache: "no-store",
      redirect: "manual",
      signal: connection.signal,
    });
    if ([401, 403].includes(answer.status) || answer.type === "opaqueredirect") {
      tabs.postMessage({ isOver: true });
      end();
      return false;
    }
    if (!answer.ok) return false;
    wasOpen = true;
    tell("connected");
    const parser = createParser({ onEvent: received });
    const chunks = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await chunks.read(); !part.done; part = await chunks.read()) {
      alive();
      parser.feed(part.value);
    }
  } catch {
    // The network went away, or we hung up: either way the loop below tries again.
  } finally {
    clearTimeout(watch);
  }
  return wasOpen;
}

// Waits grow and are drawn by chance, so that a thousand desks do not come back in one instant.
async function readForEver() {
  isReader = true;
  let attempt = 0;
  while (!isOver) {
    attempt = (await read()) ? 0 : attempt + 1;
    if (isOver) return;
    tell("lost");
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
    await new Promise((resolve) => {
      wake = resolve;
      setTimeout(resolve, Math.random() * longest);
    });
  }
}

// A tab that came late gets what the reader received since that tab's page was asked for, and where
// it would go on from if nothing more came before it takes over.
function answerMissed(since) {
  for (const { event, receivedAt } of seen.values()) {
    if (receivedAt >= since) tabs.postMessage({ event });
  }
  tabs.postMessage({ here: lastId });
}

tabs.addEventListener("message", ({ data }) => {
  if (data.event) deliver(data.event);
  if (data.here) lastId = data.here;
  if (data.state) {
    show(data.state);
    if (data.state === "connected") refreshAll();
  }
  if (data.isReset) reset();
  if (data.isOver) end();
  if (data.since !== undefined && isReader) answerMissed(data.since);
});

// Somebody else, or nobody, is signed in now: this page must not go on in another's name.
people.addEventListener("message", ({ data }) => { if (data !== person) end(); });
people.postMessage(person);

addEventListener("online", () => wake());
document.addEventListener("visibilitychange", () => { if (!document.hidden) wake(); });

tabs.postMessage({ since: performance.timeOrigin });
navigator.locks.request(`fl-stream ${person}`, readForEver);
