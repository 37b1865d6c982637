import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { describe, it } from 'node:test'
import { findGroup, findUser } from './users.ts'

const id = (...args: readonly string[]): number => Number(execFileSync('id', args).toString())

describe('findUser()', () => {
  // spec 01 §6.4
  it('gives a user’s id and its first group', async () => {
    assert.deepEqual(await findUser('root'), { uid: 0, gid: 0 })
    assert.deepEqual(await findUser('nobody'), { uid: id('-u', 'nobody'), gid: id('-g', 'nobody') })
  })

  it('knows no user by part of a name or by what looks like an option', async () => {
    for (const name of ['no-such-user', 'roo', '--help']) assert.equal(await findUser(name), undefined, name)
  })
})

describe('findGroup()', () => {
  it('gives a group’s id', async () => {
    assert.equal(await findGroup('root'), 0)
    assert.equal(await findGroup('no-such-group'), undefined)
  })
})
