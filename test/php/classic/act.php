<?php

// Does what the query says, as scripts that were never made for workers do.

declare(strict_types=1);

function waitFor(string $file): void
{
    while (!file_exists($file)) {
        usleep(2000);
        clearstatcache();
    }
}

/** Prints it to the client at once. */
function say(string $text): void
{
    echo $text;
    while (ob_get_level() > 0) {
        ob_end_flush();
    }
    flush();
}

$file = $_GET['file'] ?? '';
switch ($_GET['do']) {
    case 'session':
        session_save_path(sys_get_temp_dir());
        session_start();
        echo $_SESSION['count'] = ($_SESSION['count'] ?? 0) + 1;
        break;
    case 'exit':
        header('X-Two: a');
        header('X-Two: b', false);
        setcookie('c', 'd');
        http_response_code(418);
        exit('left early');
    case 'redirect':
        header('Location: /elsewhere');
        break;
    case 'pid':
        echo getmypid();
        break;
    case 'hold':
        file_put_contents("$file.held", '');
        waitFor($file);
        echo getmypid();
        break;
    case 'stream':
        say('one ');
        waitFor($file);
        echo 'two';
        break;
    case 'endless':
        register_shutdown_function(static fn () => file_put_contents($file, connection_status()));
        while (true) {
            say(str_repeat('x', 10000));
            usleep(1000);
        }
    case 'big':
        for ($i = 0; $i < 640; $i++) {
            echo str_repeat(chr(97 + $i % 26), 16384);
        }
        break;
    case 'die':
        posix_kill(getmypid(), 9);
        break;
    case 'die-late':
        say('begun');
        waitFor($file);
        posix_kill(getmypid(), 9);
        break;
    case 'stderr':
        error_log('a word for the log');
        file_put_contents('php://stderr', 'another one');
        echo 'said';
        break;
}
