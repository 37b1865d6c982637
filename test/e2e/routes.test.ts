// Several pools behind one address: each route has its own workers.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { callRpc, listWorkers } from '../support/pool-rpc.ts'
import { useServer } from '../support/use-server.ts'
import { pause, until } from '../support/wait.ts'

describe('a pool of its own for a route', () => {
  const server = useServer({
    config: {
      http: {
        slow_log: { threshold: '200ms' },
        pool: { num_workers: 1 },
        pools: { reports: { num_workers: 1, max_queue_size: 2 } },
        routes: [
          { match: { path: '/hold', host: 'reports.example.com' }, pool: 'reports' },
          { match: { path: '/pid/reports/*' }, pool: 'reports' },
          { match: { path: '/pid', method: 'POST', host: '*.example.com' }, pool: 'reports' },
        ],
      },
    },
  })
  const pidsOf = async (plugin: string): Promise<number[]> => (await listWorkers(server, plugin)).map(({ pid }) => pid)

  it('never makes the others wait', async () => {
    const end = server.path('report')
    const slow = server.request({ path: `/hold?until=${end}`, headers: { Host: 'reports.example.com' } })
    await server.log.find('holding')
    const [pid] = await pidsOf('http')
    assert.equal((await server.get('/pid')).text, String(pid))
    const queued = server.get('/pid/reports/x')
    await pause(300)
    writeFileSync(end, '')
    assert.deepEqual([(await slow).status, (await queued).status], [200, 200])
    const [report] = await pidsOf('http:reports')
    const slowRecord = await server.log.find(
      ({ msg, URI }) => msg === 'slow request' && String(URI).startsWith('/hold'),
    )
    assert.deepEqual([slowRecord['route'], slowRecord['pid'], slowRecord['status']], ['http:reports', report, 200])
    assert.ok(Number(slowRecord['exec']) >= 300)
    const { queue } = await server.log.find(({ msg, URI }) => msg === 'slow request' && URI === '/pid/reports/x')
    assert.ok(Number(queue) > 0)
  })

  it('is chosen by method and host, and refused where a path has two readings', async () => {
    const [[main], [reports]] = await Promise.all([pidsOf('http'), pidsOf('http:reports')])
    assert.notEqual(main, reports)
    const post = (host: string) => server.request({ method: 'POST', path: '/pid', headers: { Host: host }, body: '' })
    assert.equal((await post('a.example.com:80')).text, String(reports))
    assert.equal((await post('example.com')).text, String(main))
    assert.equal((await server.get('/pid/reports/%2e%2e/x')).status, 400)
    assert.equal((await server.get('//pid/reports/x')).status, 400)
  })

  it('is listed, grows and is reset under its own name, and with http', async () => {
    assert.deepEqual(
      ((await callRpc(server, 'informer.List', true)) as string[]).filter((name) => name.startsWith('http')),
      ['http', 'http:reports'],
    )
    await callRpc(server, 'informer.AddWorker', 'http:reports')
    await until('a second worker', async () => (await pidsOf('http:reports')).length === 2)
    await callRpc(server, 'informer.RemoveWorker', 'http:reports')
    await until('one worker less', async () => (await pidsOf('http:reports')).length === 1)
    const before = [await pidsOf('http'), await pidsOf('http:reports')]
    await server.rr('reset', 'http:reports')
    const between = [await pidsOf('http'), await pidsOf('http:reports')]
    assert.deepEqual(between[0], before[0])
    assert.notDeepEqual(between[1], before[1])
    await server.rr('reset', 'http')
    assert.notDeepEqual(await pidsOf('http'), between[0])
    assert.notDeepEqual(await pidsOf('http:reports'), between[1])
  })
})
