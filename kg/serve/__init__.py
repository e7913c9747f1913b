"""`kg serve`: SPARQL 1.1 Protocol, Graph Store Protocol, things, the explorer and its JSON, over one store.

run        starts and stops everything
app        which address is answered by whom: sparql, graphs, dereference, permalinks, api, explorer
protocol, negotiate, guard      what a request asks for, in which format, and what it may not do; pure
answers    from a worker to the client
pool, writer, nursery, zygote, worker, jobs, frames      the processes and what they do
snapshots  what readers read
"""
