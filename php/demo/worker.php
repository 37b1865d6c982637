<?php

// The demo application: one loop, one function per page.

declare(strict_types=1);

use Courser\Http;
use Courser\Request;
use Courser\Response;

require __DIR__ . '/../autoload.php';
require __DIR__ . '/worker-state.php';
require __DIR__ . '/page.php';
require __DIR__ . '/upload.php';

Http::serve(static function (Request $request): Response {
    $startedAt = hrtime(true);
    countRequest();

    return match ($request->path()) {
        '/' => frontPage($request, $startedAt),
        '/worker' => Response::json(workerState($startedAt)),
        '/stream' => Response::stream(counter((int) $request->query('n', 20))),
        '/slow' => slow(min(5000, (int) $request->query('ms', 300)), $startedAt),
        '/error' => throw new RuntimeException('This handler throws on purpose'),
        '/exit' => leave(),
        default => Response::html(page('Not here', '<p>No such page. <a href="/">Back to the start</a></p>', $startedAt), 404),
    };
});

function frontPage(Request $request, int $startedAt): Response
{
    $visits = 1 + (int) $request->cookie('visits');
    $body = requestSection($request, $visits) . uploadSection($request) . streamSection() . poolSection() . troubleSection();

    return Response::html(page('It runs', $body, $startedAt))->cookie('visits', (string) $visits);
}

/** A line every tenth of a second, each sent at once. */
function counter(int $lines): Generator
{
    for ($line = 1; $line <= min($lines, 200); $line++) {
        yield sprintf("%3d  %s  worker %d\n", $line, date('H:i:s'), getmypid());
        usleep(100_000);
    }
}

function slow(int $milliseconds, int $startedAt): Response
{
    usleep($milliseconds * 1000);

    return Response::json(workerState($startedAt));
}

/** The process ends without an answer: the client gets an error, everyone else a new worker. */
function leave(): never
{
    exit(1);
}
