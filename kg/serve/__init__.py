"""The graph over HTTP on this machine: SPARQL and Graph Store protocols, entity pages, look-ups, an editor.

The process that speaks HTTP never touches the graph. A zygote loads it once; workers are forks of the zygote, warm at
birth, and each answers one request at a time in memory that they share until they write to it. So a worker can be
killed at any moment and its successor is there in milliseconds.

    settings   what may be asked of the server, in numbers
    zygote     loads the graph, forks workers, kills and buries them
    tasks      what a worker does with a request; `views` and `html` make what people see
    pool       gives requests to workers; long ones move to a slow lane, and end at their limit
    server     the pool, the files of the pages, the numbers; takes up a newer build when there is one
    app        the paths; `sparql`, `graphs`, `entities`, `lookups`, `pages` stand behind them
    guard      what every request and response passes: Host, Origin, limits, headers, log, metrics
    connections  HTTP connections that end when nothing comes or nothing goes
    run        starts and stops it all
"""
