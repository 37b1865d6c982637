import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addUp, type MetricFamily } from './metrics.ts'

const counter = (value: number, labels: Record<string, string>): MetricFamily => ({
  name: 'requests_total',
  help: 'Requests.',
  type: 'counter',
  samples: [{ labels, value }],
})

const times = (counts: readonly number[], sum: number): MetricFamily => ({
  name: 'seconds',
  help: 'Time.',
  type: 'histogram',
  bounds: [1, 2],
  samples: [{ counts, sum }],
})

test('addUp() makes one family of each name, adding samples with equal labels', () => {
  const families = [counter(1, { status: '200' }), times([1, 2, 3], 9), counter(2, { status: '500' })]
  assert.deepEqual(addUp([...families, counter(4, { status: '200' }), times([4, 0, 1], 5)]), [
    {
      name: 'requests_total',
      help: 'Requests.',
      type: 'counter',
      samples: [
        { labels: { status: '200' }, value: 5 },
        { labels: { status: '500' }, value: 2 },
      ],
    },
    { name: 'seconds', help: 'Time.', type: 'histogram', bounds: [1, 2], samples: [{ counts: [5, 2, 4], sum: 14 }] },
  ])
})
