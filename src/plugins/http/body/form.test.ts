import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitFieldName } from './field-name.ts'
import { FormTree, textLeaf } from './form-tree.ts'
import { parseMediaType, textParameter } from './media-type.ts'
import { parseQuery } from './query.ts'
import { uploadLeaf } from './upload-files.ts'

test('splitFieldName() splits at brackets', () => {
  // spec 03 §3.3, #45
  const rows: Record<string, string[]> = {
    a: ['a'],
    'a[b][c]': ['a', 'b', 'c'],
    'a[]': ['a', ''],
    'a[][b]': ['a', '', 'b'],
    'a[b': ['a', 'b'],
    'a[': ['a'],
    'a]b': ['a', 'b'],
    'a]]': ['a'],
    '[a]': ['', 'a'],
    'a[[b]': ['a', 'b'],
    'a[b]c': ['a', 'b', 'c'],
    'a [ b ]': ['a', 'b'],
    '': [''],
    'key[subkey]value': ['key', 'subkey', 'value'],
    'key[subkey][value][]': ['key', 'subkey', 'value', ''],
    'key[subkey] [value][]': ['key', 'subkey', 'value', ''],
    'key [ subkey ] [ value ] [ ]': ['key', 'subkey', 'value', ''],
    'ключ[subkey][value][]': ['ключ', 'subkey', 'value', ''],
    'options[0][name]': ['options', '0', 'name'],
  }
  for (const [name, segments] of Object.entries(rows)) assert.deepEqual(splitFieldName(name), segments, name)
})

function treeOf(query: string): string {
  const tree = new FormTree(textLeaf)
  for (const [name, value] of parseQuery(query)) tree.add(name, value)
  return tree.toJson()
}

/** Query, tree or error. */
const trees: ReadonlyArray<readonly [string, string, string]> = [
  ['36 nested names', 'a[b][c]=1&a[b][d][]=2&a[b][d][]=3', '{"a":{"b":{"c":"1","d":["2","3"]}}}'],
  ['38 duplicate scalar', 'a=1&a=2', '{"a":"2"}'],
  ['41 scalar, then tree', 'a=1&a[b]=2', "invalid multiple values to key 'a' in tree"],
  ['46', 'questions[2]=&questions[2][answers][3][clue]=', '{"questions":{"2":{"answers":{"3":{"clue":""}}}}}'],
  ['47', 'q[2][a][3]=x&q[2]=&q[2][a][4]=y', '{"q":{"2":{"a":{"3":"x","4":"y"}}}}'],
  ['48', 'q[2]=&q[2][a]=&q[2][a][3][c]=', '{"q":{"2":{"a":{"3":{"c":""}}}}}'],
  ['49', 'questions[5]=1&questions[5][answers][0]=2', "invalid multiple values to key '5' in tree"],
  ['50', 'key[]=value2&key=', '{"key":["value2"]}'],
  ['51', 'key[]=value2&key=value1', '{"key":"value1"}'],
  ['52', 'key=&key[options][id]=1', '{"key":{"options":{"id":"1"}}}'],
  ['53', 'key[options]=1&key[]=', '{"key":{"options":"1"}}'],
  ['54', 'key[options]=1&key=value', "invalid multiple values to key 'key' in tree"],
  ['57 order, escapes, __proto__', '10=a&2=b&1=<&__proto__=p', '{"1":"\\u003c","10":"a","2":"b","__proto__":"p"}'],
  ['an empty segment in the middle', 'a[][b]=1&a[][b]=2', '{"a":{"":{"b":"2"}}}'],
  ['text of any script', '%D0%9F=+%2B', '{"П":" +"}'],
  ['bytes that are no UTF-8', 'a=%ff', '{"a":"\ufffd"}'],
  ['56 a name too deep', `a=1&b${'[x]'.repeat(200)}=2`, '{"a":"1"}'],
  ['40 a broken escape', 'a=%zz', 'invalid URL escape "%zz"'],
  ['a semicolon', 'a=1;b=2', 'invalid semicolon separator in query'],
]

for (const [name, query, wanted] of trees) {
  // spec 03 #36–#57
  test(`FormTree: ${name}`, () => {
    if (wanted.startsWith('{')) assert.equal(treeOf(query), wanted)
    else assert.throws(() => treeOf(query), new RegExp(wanted.replaceAll(/[[\]"%]/g, '\\$&')))
  })
}

test('FormTree holds files by the same rules', () => {
  // spec 03 #55, #59
  const file = (name: string) => ({ name, mime: '', size: 1, error: 0, tmpName: '/t' })
  const tree = new FormTree(uploadLeaf)
  tree.add('upload[x][y][z][]', file('a'))
  tree.add('upload[x][y][z][]', file('b'))
  tree.add('one', file('c'))
  tree.add('one', file('d'))
  const leaf = (name: string) => `{"name":"${name}","mime":"","size":1,"error":0,"tmpName":"/t"}`
  assert.equal(tree.toJson(), `{"one":${leaf('c')},"upload":{"x":{"y":{"z":[${leaf('a')},${leaf('b')}]}}}}`)
  tree.add('one[deep]', file('e'))
  assert.throws(() => tree.toJson(), /invalid multiple values to key 'one' in tree/)
})

/** Names of files in order, tree or error; `!` marks a file, lists are `[!]`. */
const fileTrees: ReadonlyArray<readonly [string, readonly string[], string]> = [
  ['a list and a plain name', ['key[]', 'key'], '{"key":!}'],
  ['a plain name and a list', ['key', 'key[]'], '{"key":[!]}'],
  ['a list and a tree', ['key[]', 'key[options][id]'], "invalid multiple values to key 'key' in tree"],
  ['a plain name and a tree', ['key', 'key[options]'], "invalid multiple values to key 'key' in tree"],
  ['a tree and a list', ['key[options]', 'key[]'], "invalid multiple values to key 'key' in tree"],
  ['a tree and a plain name', ['key[options]', 'key'], "invalid multiple values to key 'key' in tree"],
  ['two branches', ['key[a]', 'key[b][]', 'key[b][]'], '{"key":{"a":!,"b":[!,!]}}'],
]

for (const [title, names, wanted] of fileTrees) {
  // spec 03 #55; a file is never empty
  test(`FormTree of files: ${title}`, () => {
    const tree = new FormTree({ ...uploadLeaf, toJson: () => '!' })
    for (const name of names) tree.add(name, { name: 'a', mime: '', size: 1, error: 0, tmpName: '/t' })
    if (wanted.startsWith('{')) assert.equal(tree.toJson(), wanted)
    else assert.throws(() => tree.toJson(), { name: 'BodyError', message: wanted })
  })
}

test('parseMediaType() takes parameters apart', () => {
  const media = parseMediaType('Multipart/Form-Data; Boundary="a\\"b"; x = y')
  assert.equal(media.type, 'multipart/form-data')
  assert.equal(media.parameters.get('boundary'), 'a"b')
  const file = parseMediaType('form-data; name="a"; filename*=UTF-8\'\'na%C3%AFve.txt')
  assert.equal(textParameter(file, 'filename'), 'naïve.txt')
})

test('parseMediaType() refuses what Go refuses', () => {
  assert.throws(() => parseMediaType(''), /mime: no media type/)
  assert.throws(() => parseMediaType('a/b; ='), /mime: invalid media parameter/)
  assert.throws(() => parseMediaType('a/b; x=1; x=2'), /mime: duplicate parameter name/)
})
