using EmptyApp;
using Microsoft.EntityFrameworkCore;

// What any program of this kind needs: the reference for the start of the portal and for its memory.
var builder = WebApplication.CreateBuilder(args);
var file = Path.Combine(builder.Configuration["DATA_DIR"] ?? ".", "empty.db");
builder.Services.AddControllersWithViews();
builder.Services.AddDbContext<EmptyContext>(options => options.UseSqlite($"Data Source={file}"));

var app = builder.Build();
app.UseStaticFiles();
app.UseRouting();
app.MapControllers();

await using (var scope = app.Services.CreateAsyncScope())
{
    await scope.ServiceProvider.GetRequiredService<EmptyContext>().Database.MigrateAsync();
}

await app.RunAsync();
