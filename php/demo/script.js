const streamButton = document.querySelector('[data-stream]')
streamButton?.addEventListener('click', () => busy(streamButton, showStream))

const poolButton = document.querySelector('[data-pool]')
poolButton?.addEventListener('click', () => busy(poolButton, askPool))

async function busy(button, work) {
  button.disabled = true
  try {
    await work(button)
  } finally {
    button.disabled = false
  }
}

async function showStream(button) {
  const output = document.getElementById('stream')
  output.textContent = ''
  const response = await fetch(button.dataset.stream)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    output.textContent += part.value
    output.scrollTop = output.scrollHeight
  }
}

async function askPool(button) {
  const answers = new Map()
  const startedAt = performance.now()
  for (let round = 0; round < 10; round++) {
    const batch = Array.from({ length: 6 }, () => fetch(button.dataset.pool).then((response) => response.json()))
    for (const { pid } of await Promise.all(batch)) answers.set(pid, (answers.get(pid) ?? 0) + 1)
  }
  showBars(answers, performance.now() - startedAt)
}

function showBars(answers, elapsedMs) {
  const most = Math.max(...answers.values())
  const bars = [...answers].sort(([a], [b]) => a - b).map(([pid, count]) => bar(pid, count, most))
  const sum = document.createElement('p')
  sum.textContent = `60 answers in ${Math.round(elapsedMs)} ms`
  document.getElementById('pool').replaceChildren(...bars, sum)
}

function bar(pid, count, most) {
  const row = document.createElement('div')
  row.className = 'bar'
  const length = document.createElement('i')
  length.style.width = `${(count / most) * 100}%`
  row.append(String(pid), length, String(count))
  return row
}
