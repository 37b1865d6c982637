import { defineMethod, type RpcMethods } from '../../kernel/rpc.ts'
import { boolType, jsonResult, listType, stringType, structType } from '../../kernel/rpc-types.ts'
import { errorText } from '../../lib/op-error.ts'
import type { Message } from './contract.ts'
import type { DeadLetter } from './dead-letter.ts'
import type { DeadLetterPage, DeadLetters } from './dead-letters.ts'
import type { Pipeline } from './pipeline.ts'

/** Letters in one answer of the listing, and looked through at a time. */
const pageMax = 200

const pageType = structType({ pipeline: stringType, after: stringType })
/** Letters by id, or all of a pipeline, or (with `pipeline` empty) all. */
const chosenType = structType({ ids: listType(stringType), pipeline: stringType, all: boolType })

interface Chosen {
  readonly ids: readonly string[]
  readonly pipeline: string
  readonly all: boolean
}

/** How many letters a call has worked on, and which of them it could not. */
interface Outcome {
  readonly done: number
  readonly failed: ReadonlyArray<{ readonly id: string; readonly error: string }>
}

/** Ours in the namespace `jobs`: what `rr dlq` asks for. JSON only. */
export function deadLetterMethods(letters: DeadLetters, find: (name: string) => Pipeline): RpcMethods {
  const push = (message: Message): void | Promise<void> => {
    const pipeline = find(message.pipeline)
    return pipeline.push({ ...message, pipeline: pipeline.pipeline })
  }
  const onChosen = (work: (id: string) => Promise<unknown>): RpcMethods[string] =>
    defineMethod<Chosen, Outcome>({
      request: chosenType,
      response: jsonResult(),
      call: (chosen) => each(chosenIds(letters, chosen), work),
    })
  return {
    ListDeadLetters: defineMethod<{ readonly pipeline: string; readonly after: string }, DeadLetterPage>({
      request: pageType,
      response: jsonResult(),
      call: ({ pipeline, after }) => letters.list(pipeline, after, pageMax),
    }),
    ShowDeadLetter: defineMethod<string, object>({
      request: stringType,
      response: jsonResult(),
      async call(id) {
        const { letter, message } = await letters.show(id)
        const { headers, priority, payload } = message
        return { ...letter, headers, priority, payload: Buffer.from(payload).toString('base64') }
      },
    }),
    ReplayDeadLetters: onChosen((id) => letters.replay(id, push)),
    PurgeDeadLetters: onChosen(async (id) => {
      await letters.show(id)
      await letters.purge([id])
    }),
  }
}

/** The letters that were there when the call began: one that is replayed and dies again is a new one. */
async function* chosenIds(letters: DeadLetters, { ids, pipeline, all }: Chosen): AsyncGenerator<string> {
  yield* ids
  if (!all) return
  const began = Date.now()
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: DeadLetterPage = await letters.list(pipeline, after, pageMax)
    for (const { id } of page.letters.filter((letter: DeadLetter) => letter.atMs < began)) yield id
    after = page.next
  }
}

async function each(ids: AsyncIterable<string>, work: (id: string) => Promise<unknown>): Promise<Outcome> {
  let done = 0
  const failed: Outcome['failed'][number][] = []
  for await (const id of ids) {
    try {
      await work(id)
      done++
    } catch (error) {
      failed.push({ id, error: errorText(error) })
    }
  }
  return { done, failed }
}
