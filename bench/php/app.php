<?php

// The pages under measurement, the same for every server: `/` says hello, `/page` renders a table of 50 KB,
// `/work` computes for two milliseconds, `/large` renders 4 MB.

declare(strict_types=1);

function bench_page(string $path): string
{
    return match ($path) {
        '/page' => bench_table(420),
        '/large' => bench_table(35000),
        '/work' => bench_work(14000),
        default => 'Hello, world!',
    };
}

function bench_table(int $rows): string
{
    $html = "<!doctype html>\n<title>Orders</title>\n<table>\n";
    for ($row = 1; $row <= $rows; $row++) {
        $name = htmlspecialchars("Customer \"{$row}\" & sons <{$row}@example.org>");
        $price = number_format($row * 17.35, 2);
        $html .= "  <tr><td>{$row}</td><td>{$name}</td><td class=\"price\">{$price}</td></tr>\n";
    }

    return $html . "</table>\n";
}

function bench_work(int $times): string
{
    $hash = '';
    for ($time = 0; $time < $times; $time++) {
        $hash = md5($hash . $time);
    }

    return $hash;
}
