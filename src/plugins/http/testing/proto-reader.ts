/** Reads a Request message into the shape of the JSON context: a second opinion on the encoder, slow and plain. */
export function readMessage(bytes: Buffer): unknown {
  const result = {
    remoteAddr: '',
    protocol: '',
    method: '',
    uri: '',
    headers: {} as Record<string, string[]>,
    cookies: {} as Record<string, string>,
    rawQuery: '',
    parsed: false,
    uploads: null as unknown,
    attributes: {} as Record<string, string[]>,
  }
  for (const [field, value] of fields(bytes)) {
    const text = String(value)
    if (field === 1) result.remoteAddr = text
    else if (field === 2) result.protocol = text
    else if (field === 3) result.method = text
    else if (field === 4) result.uri = text
    else if (field === 7) result.rawQuery = text
    else if (field === 8) result.parsed = value === 1
    else if (field === 9) result.uploads = JSON.parse(text)
    else {
      const [name, values] = entry(value as Buffer)
      if (field === 6) result.cookies[name] = values.join(',')
      else (field === 5 ? result.headers : result.attributes)[name] = values
    }
  }
  return result
}

function entry(bytes: Buffer): [string, string[]] {
  const parts = new Map(fields(bytes))
  return [String(parts.get(1)), fields(parts.get(2) as Buffer).map(([, value]) => String(value))]
}

function fields(bytes: Buffer): [number, Buffer | number][] {
  const found: [number, Buffer | number][] = []
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] as number
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
  }
  while (at < bytes.length) {
    const tag = varint()
    const value = varint()
    if (tag % 8 === 0) found.push([tag >> 3, value])
    else {
      found.push([tag >> 3, bytes.subarray(at, at + value)])
      at += value
    }
  }
  return found
}
