using ChatAi.Application.Models;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Options;

namespace ChatAi.Infrastructure.Persistence;

/// <summary>For <c>dotnet ef migrations add NAME --project src/Infrastructure --output-dir Persistence/Migrations</c>.</summary>
internal sealed class DesignTimeDbContextFactory : IDesignTimeDbContextFactory<ApplicationDbContext>
{
    public ApplicationDbContext CreateDbContext(string[] args) =>
        new(
            new DbContextOptionsBuilder<ApplicationDbContext>().UseSqlite("Data Source=design-time.db").Options,
            new BackgroundUser(),
            Options.Create(new ModelsOptions()));
}
