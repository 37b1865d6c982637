<?php

// An application on our library, sent its requests ahead. It does what their path says; `log` names a file that gets a line per start.

declare(strict_types=1);

use Courser\Http;
use Courser\Request;
use Courser\Response;
use Courser\Worker;

require __DIR__ . '/../../php/autoload.php';

$worker = Worker::create();

$readsAll = <<<'SH'
for fd in /proc/self/fd/*; do readlink "$fd"; done; timeout 1 cat; echo end
SH;

$stoppedBefore = static function (Request $request, Worker $worker): string {
    if (@fopen($request->query('once'), 'x') !== false) {
        $worker->stop();
    }

    return (string) getmypid();
};

Http::serve(static function (Request $request) use ($worker, $readsAll, $stoppedBefore): Response|string {
    if ($request->query('log') !== null) {
        file_put_contents($request->query('log'), $request->query('id') . ' ' . getmypid() . "\n", FILE_APPEND);
    }

    return match ($request->path()) {
        '/pid' => (string) getmypid(),
        '/id' => (string) $request->query('id'),
        '/hash' => hash('sha256', $request->body) . ' ' . str_repeat('.', (int) $request->query('bytes')),
        '/hold' => hold($request->query('file')),
        '/children' => implode("\n--\n", children($readsAll)),
        '/fork' => forked($worker),
        '/exit' => exit(1),
        '/kill' => (string) posix_kill(getmypid(), SIGKILL),
        '/print' => (string) fwrite(fopen('php://stdout', 'w'), "printed past the library\n"),
        '/throw' => throw new RuntimeException('thrown on purpose'),
        '/twice' => twice($worker, $request->query('id')),
        '/stop-before' => $stoppedBefore($request, $worker),
        '/stop-after' => stopAfter($worker),
        '/stream' => Response::stream((static function () use ($request) {
            for ($line = 1; $line <= (int) $request->query('n'); $line++) {
                yield "{$request->query('id')} $line\n";
            }
        })()),
        default => Response::text('Not here', 404),
    };
}, worker: $worker);

/** Answers once the file is there. */
function hold(string $file): string
{
    while (!is_file($file)) {
        usleep(1000);
        clearstatcache();
    }

    return (string) getmypid();
}

/** What children of every kind find and read. */
function children(string $script): array
{
    $found = [(string) shell_exec($script)];
    exec($script, $lines);
    $found[] = implode("\n", $lines);
    ob_start();
    $process = proc_open(['sh', '-c', $script], [1 => ['pipe', 'w']], $pipes);
    $found[] = stream_get_contents($pipes[1]);
    proc_close($process);
    ob_end_clean();
    $program = popen($script, 'r');
    $found[] = stream_get_contents($program);
    pclose($program);

    return $found;
}

/** A forked copy asks for a request: it must not get one. */
function forked(Worker $worker): string
{
    $file = tempnam(sys_get_temp_dir(), 'fork');
    $pid = pcntl_fork();
    if ($pid === 0) {
        try {
            $worker->receive();
        } catch (Courser\WorkerException $refused) {
            file_put_contents($file, $refused->getMessage());
        }
        posix_kill(getmypid(), SIGKILL);
    }
    pcntl_waitpid($pid, $status);
    $text = file_get_contents($file);
    unlink($file);

    return $text;
}

/** An answer of its own, before the one that the loop sends. */
function twice(Worker $worker, string $id): string
{
    $worker->respond('{"status":200,"headers":{}}', "first of $id");

    return "second of $id";
}

function stopAfter(Worker $worker): string
{
    $worker->respond('{"status":200,"headers":{}}', (string) getmypid());
    $worker->stop();

    return 'extra';
}
