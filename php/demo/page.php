<?php

// The look of the demo: one page with its style and script inline, nothing fetched from elsewhere.

declare(strict_types=1);

use Courser\Request;

function page(string $title, string $body, int $startedAt): string
{
    static $style = null, $script = null;
    $style ??= file_get_contents(__DIR__ . '/style.css');
    $script ??= file_get_contents(__DIR__ . '/script.js');
    $php = PHP_VERSION;
    ['pid' => $pid, 'requests' => $requests, 'memory' => $memory, 'milliseconds' => $milliseconds] = workerState($startedAt);

    return <<<HTML
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>$title · Courser</title>
          <style>$style</style>
        </head>
        <body>
        <header>
          <div class="band">
            <p class="brand"><a href="/">Courser</a></p>
            <h1>$title<em>.</em></h1>
            <p class="lead">This page was made by a PHP process that was already running when you asked for it.</p>
            <dl class="figures">
              <div><dt>worker</dt><dd>$pid</dd></div>
              <div><dt>its requests</dt><dd>$requests</dd></div>
              <div><dt>its memory</dt><dd>$memory</dd></div>
              <div><dt>this page</dt><dd>$milliseconds ms</dd></div>
              <div><dt>PHP</dt><dd>$php</dd></div>
            </dl>
          </div>
        </header>
        <main>$body</main>
        <script>$script</script>
        </body>
        </html>
        HTML;
}

function requestSection(Request $request, int $visits): string
{
    $rows = [
        'asked for' => "$request->method $request->uri",
        'protocol' => $request->protocol,
        'from' => $request->remoteAddress,
        'your visits' => "$visits (counted in a cookie)",
    ];
    foreach ($request->queryAll() as $name => $value) {
        $rows["?$name"] = is_string($value) ? $value : json_encode($value);
    }
    $headers = table(array_map(static fn (array $values): string => implode(', ', $values), $request->headers));
    $count = count($request->headers);

    return '<section><h2>What PHP was told</h2>' . table($rows)
        . "<details><summary>$count request headers</summary>$headers</details></section>";
}

function streamSection(): string
{
    return <<<HTML
        <section>
          <h2>A response that takes its time</h2>
          <p>Each line leaves PHP when it is made. Close the page, and PHP is told to stop.</p>
          <p class="actions"><button data-stream="/stream?n=20">Start</button> <a href="/stream?n=40">as plain text</a></p>
          <pre id="stream" aria-live="polite">not started</pre>
        </section>
        HTML;
}

function poolSection(): string
{
    return <<<HTML
        <section>
          <h2>Who answers</h2>
          <p>Asks for sixty small answers, a few at a time, and counts which worker gave them.</p>
          <p class="actions"><button data-pool="/worker">Ask</button> <a href="/worker">one answer</a> <a href="/slow?ms=800">a slow one</a></p>
          <div id="pool"></div>
        </section>
        HTML;
}

function troubleSection(): string
{
    return <<<HTML
        <section>
          <h2>Trouble</h2>
          <ul>
            <li><a href="/error">A handler that throws</a>: status 500, the text in the server's log, the worker lives on.</li>
            <li><a href="/exit">A worker that dies</a> in the middle: status 500, and a new worker takes its place.</li>
            <li><a href="/nowhere">A page that is not there</a>: status 404, made by PHP.</li>
          </ul>
        </section>
        HTML;
}

/** @param array<string, string> $rows */
function table(array $rows): string
{
    $html = '';
    foreach ($rows as $name => $value) {
        $html .= '<tr><th>' . escape((string) $name) . '</th><td>' . escape($value) . '</td></tr>';
    }

    return "<table>$html</table>";
}

function escape(string $text): string
{
    return htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
}
