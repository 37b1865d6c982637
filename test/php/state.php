<?php
// Proves that the official kv and lock packages work on the server: php state.php RPC-ADDRESS STORAGE…; prints what went wrong, or ok.

declare(strict_types=1);

use RoadRunner\Lock\Lock;
use Spiral\Goridge\RPC\RPC;
use Spiral\RoadRunner\KeyValue\Exception\KeyValueException;
use Spiral\RoadRunner\KeyValue\Exception\NotImplementedException;
use Spiral\RoadRunner\KeyValue\Exception\StorageException;
use Spiral\RoadRunner\KeyValue\Factory;

require getenv('SDK_FOLDER') . '/vendor/autoload.php';

function same(mixed $actual, mixed $wanted, string $what): void
{
    if ($actual === $wanted) return;
    exit("$what: " . var_export($actual, true) . ' instead of ' . var_export($wanted, true) . "\n");
}

function fails(callable $call, string $class, string $text): void
{
    try {
        $call();
    } catch (\Throwable $e) {
        same($e::class, $class, "class of {$e->getMessage()}");
        same(str_contains($e->getMessage(), $text), true, "'$text' in '{$e->getMessage()}'");
        return;
    }
    exit("no $class\n");
}

[, $address] = $argv;
$rpc = RPC::create($address);
$factory = new Factory($rpc);

foreach (array_slice($argv, 2) as $name) {
    $cache = $factory->select($name);
    $cache->clear();
    same($cache->set('key', ['a' => 1, 'b' => "\0\xff"]), true, "$name set");
    same($cache->get('key'), ['a' => 1, 'b' => "\0\xff"], "$name get");
    same($cache->get('missing', 'default'), 'default', "$name get of a missing key");
    same([$cache->has('key'), $cache->has('missing')], [true, false], "$name has");
    same($cache->setMultiple(['x' => 1, 'y' => 2], 60), true, "$name setMultiple");
    same(iterator_to_array($cache->getMultiple(['x', 'z', 'y'])), ['x' => 1, 'z' => null, 'y' => 2], "$name getMultiple");
    same(iterator_to_array($cache->getMultiple([])), [], "$name getMultiple of nothing");
    same([$cache->setMultiple([]), $cache->deleteMultiple([])], [true, true], "$name changes of nothing");
    if ($name === 'memcached') {
        fails(fn () => $cache->getTtl('x'), NotImplementedException::class, 'does not support kv.TTL');
    } else {
        $left = $cache->getTtl('x')->getTimestamp() - time();
        same($left > 55 && $left <= 60, true, "$name getTtl: $left");
        same($cache->getTtl('key'), null, "$name getTtl of a key that stays");
    }
    same($cache->set('past', 1, -5), true, "$name set with a time that has passed");
    same($cache->get('past'), null, "$name value of a time that has passed");
    same($cache->set('short', 1, 1), true, "$name set for a second");
    for ($tries = 0; $cache->get('short') !== null; $tries++) {
        if ($tries > 100) exit("$name: a value for one second is still there after five\n");
        usleep(50_000);
    }
    same($cache->delete('x'), true, "$name delete");
    same($cache->deleteMultiple(['y', 'missing']), true, "$name deleteMultiple");
    same([$cache->has('x'), $cache->has('y'), $cache->has('key')], [false, false, true], "$name after deletes");
    same($cache->clear(), true, "$name clear");
    same($cache->has('key'), false, "$name after clear");
}

fails(fn () => $factory->select('ghost')->get('a'), StorageException::class, 'has not been defined');
fails(fn () => $factory->select('memory')->get(' '), KeyValueException::class, "key can't be empty string");

$lock = new Lock($rpc);
$id = $lock->lock('resource', ttl: 60);
same(is_string($id), true, 'lock');
same($lock->lock('resource'), false, 'a second lock');
same([$lock->exists('resource'), $lock->exists('resource', $id), $lock->exists('resource', 'other')], [true, true, false], 'exists');
same($lock->updateTTL('resource', $id, 30), true, 'updateTTL');
same([$lock->release('resource', 'other'), $lock->release('resource', $id)], [false, true], 'release');
same([is_string($lock->lockRead('resource')), is_string($lock->lockRead('resource'))], [true, true], 'lockRead');
same($lock->lock('resource', waitTTL: 0.01), false, 'a writer behind readers');
same([$lock->forceRelease('resource'), $lock->exists('resource')], [true, false], 'forceRelease');

echo "ok\n";
