using System.Globalization;

namespace ChatAi.Benchmarks;

/// <summary>nginx in front of a model server, with a configuration of its own: what a proxy costs that does nothing else.</summary>
internal sealed class Nginx : Child
{
    private const string Program = "/usr/sbin/nginx";

    private readonly DirectoryInfo _folder;

    private Nginx(Uri address, DirectoryInfo folder)
        : base(address, Program, ["-p", folder.FullName, "-c", Path.Combine(folder.FullName, "nginx.conf"), "-e", "stderr"], []) =>
        _folder = folder;

    public static Nginx Start(Uri modelServer)
    {
        if (!File.Exists(Program))
            throw new InvalidOperationException(
                $"This part measures against nginx, and there is no {Program} (Debian: apt-get install nginx-light)."
            );
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var folder = Directory.CreateTempSubdirectory("chatai-benchmark-nginx-");
        File.WriteAllText(Path.Combine(folder.FullName, "nginx.conf"), Configuration(address, modelServer));
        return new Nginx(address, folder);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_folder.Exists) _folder.Delete(recursive: true);
        _folder.Refresh();
    }

    // One process, so that its time is all of the time.
    private static string Configuration(Uri address, Uri modelServer) => string.Create(CultureInfo.InvariantCulture,
        $$"""
        daemon off;
        master_process off;
        pid nginx.pid;
        worker_rlimit_nofile 16384;
        events { worker_connections 8192; }
        http {
          access_log off;
          client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
          upstream ollama { server {{modelServer.Authority}}; keepalive 64; }
          server {
            listen {{address.Authority}} backlog=4096;
            location /upload/ { dav_methods PUT; create_full_put_path on; client_max_body_size 100m; root files; }
            location / {
              proxy_pass http://ollama;
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_set_header Host {{modelServer.Authority}};
              proxy_buffering off;
              proxy_read_timeout 1h;
            }
          }
        }
        """);
}
